const MIN_VERSION = { major: 22, minor: 19 }

/** @returns one sentence when this version of Node.js cannot run the program, otherwise null */
export function findUnsupportedNode(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > MIN_VERSION.major || (major === MIN_VERSION.major && minor >= MIN_VERSION.minor)) return null
  const needed = `${MIN_VERSION.major}.${MIN_VERSION.minor}`
  return `Node.js ${needed} or later is needed, but this is ${version}; "npm run" uses the Node.js that npm ci installs`
}
