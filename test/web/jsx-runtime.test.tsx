import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { describe, expect, test } from 'vitest'

const Quoted = ({ children }: { children?: Child }) => <q>{children}</q>

describe('the text of views', () => {
  test('escapes what stands between tags and in attributes', () => {
    expect(String(<p title={`"a" & 'b'`}>{'<script>'}</p>)).toBe(
      '<p title="&quot;a&quot; &amp; &#39;b&#39;">&lt;script&gt;</p>',
    )
  })

  test('takes over finished HTML of templates and of other elements', () => {
    const row = html`<b>${'<'}</b>`
    expect(String(<p>{[row, <i>&</i>]}</p>)).toBe('<p><b>&lt;</b><i>&amp;</i></p>')
    expect(String(html`<p>${<i>&</i>}</p>`)).toBe('<p><i>&amp;</i></p>')
  })

  test('escapes an object that only says that it is escaped', () => {
    const forged = { isEscaped: true, toString: () => '<script>' } as unknown as Child
    expect(String(<p>{forged}</p>)).toBe('<p>&lt;script&gt;</p>')
  })

  test('shows numbers, and nothing for null, undefined and truth values', () => {
    expect(
      String(
        <p>
          {0}
          {null}
          {undefined}
          {false}
          {true}
        </p>,
      ),
    ).toBe('<p>0</p>')
  })

  test('closes empty elements, and leaves attributes out that are not set', () => {
    expect(String(<input disabled={false} required aria-invalid={true} value={undefined} />)).toBe(
      '<input required="" aria-invalid="true"/>',
    )
  })

  test('runs a component where it is shown, and not before', () => {
    let runs = 0
    const Counted = () => {
      runs += 1
      return <Quoted>{runs}</Quoted>
    }
    const part = <Counted />
    expect(runs).toBe(0)
    expect(String(<p>{part}</p>)).toBe('<p><q>1</q></p>')
  })
})
