/**
 * Waits for questions of one transaction, as `Promise.all`. When one fails, it waits for the others too, so that none of them
 * asks on after the transaction has ended.
 */
export async function askTogether<const Questions extends readonly unknown[]>(
  questions: Questions,
): Promise<{ -readonly [Index in keyof Questions]: Awaited<Questions[Index]> }> {
  const answers = Promise.all(questions)
  await answers.catch(() => Promise.allSettled(questions))
  return answers as never
}
