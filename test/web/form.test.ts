import { expect, test } from 'vitest'
import { readForm } from '../../src/web/http/form.ts'

function formOf(body: ReadableStream): Parameters<typeof readForm>[0] {
  const raw = new Request('http://here', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
    duplex: 'half',
  } as RequestInit)
  return { req: { raw, header: (name: string) => raw.headers.get(name) ?? undefined } } as never
}

const streamOf = (...pieces: string[]) => ReadableStream.from(pieces.map(piece => Buffer.from(piece)))

test('a form that arrives in pieces is read whole', async () => {
  expect((await readForm(formOf(streamOf('person=a', 'b&x=1'))))('person')).toBe('ab')
})

test('a form whose sender leaves before its end has empty fields', async () => {
  const unfinished = new ReadableStream({
    start: controller => controller.enqueue(Buffer.from('person=a')),
    pull: controller => controller.error(new Error('aborted')),
  })
  expect((await readForm(formOf(unfinished)))('person')).toBe('')
})
