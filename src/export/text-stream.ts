import { setImmediate } from 'node:timers/promises'

/** How a stream ended: read to its end, left by its consumer, or broken off by its source. */
export type StreamEnd =
  | { readonly how: 'complete' | 'left'; readonly bytes: number }
  | { readonly how: 'failed'; readonly bytes: number; readonly error: unknown }

/**
 * Encodes text as a byte stream, only as fast as the consumer reads. Other requests get a turn between pieces. If the
 * consumer leaves, the source ends. If the source fails, the stream breaks off, so that the file cannot look complete.
 * @param onEnd called once. It gets the error too: the answer has begun, so the error handler does not see it
 */
export function textStream(
  pieces: AsyncGenerator<string>,
  onEnd: (end: StreamEnd) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isRead = true
  let bytes = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await setImmediate()
        try {
          const { done, value } = await pieces.next()
          // A consumer that left has closed the stream.
          if (!isRead) return
          if (done) {
            controller.close()
            onEnd({ how: 'complete', bytes })
            return
          }
          const piece = encoder.encode(value)
          bytes += piece.byteLength
          controller.enqueue(piece)
        } catch (error) {
          // The end is that its consumer left.
          if (!isRead) return
          onEnd({ how: 'failed', bytes, error })
          throw error
        }
      },
      async cancel() {
        isRead = false
        onEnd({ how: 'left', bytes })
        await pieces.return(undefined)
      },
    },
    { highWaterMark: 0 },
  )
}
