/** The `engines` of package.json. */
const isSupported = (major: number, minor: number) => major >= 24 || (major === 22 && minor >= 19)

/** @returns one sentence when this version of Node.js cannot run the program, otherwise null */
export function findUnsupportedNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (isSupported(major, minor)) return null
  return `Node.js 24 or later, or 22.19 or later of version 22, is needed, but this is ${version}; install such a Node.js, or use "npm run" in a checkout with its development packages, which bring one`
}
