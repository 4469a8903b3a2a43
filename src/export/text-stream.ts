import { LOOP_TURNS } from '../services/turn-queue.ts'

/** How a stream ended: read to its end, left by its consumer, or broken off by its source. */
export type StreamEnd =
  | { readonly how: 'complete' | 'left'; readonly bytes: number }
  | { readonly how: 'failed'; readonly bytes: number; readonly error: unknown }

/**
 * Makes a byte stream of pieces of text or bytes, only as fast as the consumer reads. All streams together make one piece a turn of the
 * event loop. If the consumer leaves, the source ends. If the source fails, the stream breaks off, so that the file cannot
 * look complete.
 * @param owner whose streams share the turns of one
 * @param onEnd called once, when the source has ended. It gets the error too: the answer has begun, so the error handler
 *   does not see it
 */
export function textStream(
  pieces: AsyncGenerator<string | Uint8Array>,
  owner: string,
  onEnd: (end: StreamEnd) => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let isRead = true
  let bytes = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await LOOP_TURNS.take(owner)
        // A consumer that left needs no further piece.
        if (!isRead) return
        try {
          const { done, value } = await pieces.next()
          // A consumer that left has closed the stream.
          if (!isRead) return
          if (done) {
            controller.close()
            onEnd({ how: 'complete', bytes })
            return
          }
          const piece = typeof value === 'string' ? encoder.encode(value) : value
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
        try {
          await pieces.return(undefined)
        } finally {
          onEnd({ how: 'left', bytes })
        }
      },
    },
    { highWaterMark: 0 },
  )
}
