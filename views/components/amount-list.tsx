/** Amounts with what each is of. */
export const AmountList = ({
  amounts,
}: {
  amounts: readonly { readonly label: string; readonly amount: string }[]
}) => (
  <dl class="summary">
    {amounts.map(({ label, amount }) => (
      <div>
        <dt>{label}</dt>
        <dd>
          <b>{amount}</b>
        </dd>
      </div>
    ))}
  </dl>
)
