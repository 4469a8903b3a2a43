/** The number of an issued document, from the name of its file. */
export function numberOfFile({ headers }: Pick<Response, 'headers'>): string {
  return /((?:-[0-9A-Z]{4}){5})\.pdf/.exec(headers.get('content-disposition')!)![1]!.slice(1)
}
