/** Builds a record with one value for each code, in their order. */
export function recordOf<Code extends string, Value>(
  codes: readonly Code[],
  value: (code: Code) => Value,
): Record<Code, Value> {
  return Object.fromEntries(codes.map(code => [code, value(code)])) as Record<Code, Value>
}
