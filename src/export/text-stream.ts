import { setImmediate } from 'node:timers/promises'

/**
 * Encodes text as a byte stream, only as fast as the consumer reads. Other requests get a turn between pieces. If the
 * consumer leaves, the source ends. If the source fails, the stream breaks off, so that the file cannot look complete.
 * @param onFailure gets the error: the answer has begun, so the error handler does not see it
 */
export function textStream(
  pieces: AsyncGenerator<string>,
  onFailure: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isRead = true
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await setImmediate()
        try {
          const { done, value } = await pieces.next()
          // A consumer that left has closed the stream.
          if (!isRead) return
          if (done) controller.close()
          else controller.enqueue(encoder.encode(value))
        } catch (error) {
          onFailure(error)
          throw error
        }
      },
      async cancel() {
        isRead = false
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
