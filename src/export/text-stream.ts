import { setImmediate } from 'node:timers/promises'

/**
 * Text as a stream of bytes that is made only as fast as it is read. Between pieces everyone else gets a turn. When the
 * reader goes away the source is ended; when the source fails the stream breaks off, so that it cannot look complete.
 * @param onFailure told why, for by then the answer has begun and nobody else will know
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
          // Who has gone meanwhile has closed the stream.
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
