interface TooLongProps {
  readonly model: {
    readonly title: string
    readonly message: string
    readonly links: readonly { readonly label: string; readonly href: string }[]
  }
}

/** Says that a document would have too many rows, and what to do instead. */
export const TooLongPage = ({ model }: TooLongProps) => (
  <>
    <h1>{model.title}</h1>
    <p>{model.message}</p>
    <ul>
      {model.links.map(({ label, href }) => (
        <li>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
  </>
)
