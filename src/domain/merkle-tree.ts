/** The hash tree of RFC 9162, section 2.1. A root proves a list of leaves, and a short path proves one leaf of it. */

/** SHA-256, handed in. */
export type Hash = (data: Uint8Array) => Uint8Array

/** Leaves and inner nodes begin with different bytes, so that neither can pass for the other. */
const [LEAF, NODE] = [0, 1]

export interface InclusionProof {
  /** The place of the leaf, from 0. */
  readonly index: number
  /** The number of leaves of the tree. */
  readonly size: number
  /** The hashes beside the way from the leaf to the root. */
  readonly path: readonly Uint8Array[]
}

/** @returns the root of the tree over these leaves, in order */
export function merkleRoot(leaves: readonly Uint8Array[], hash: Hash): Uint8Array {
  return rootOfTree(hashTree(leaves, hash), hash)
}

/** The hashes of a tree, level by level, from those of the leaves to the root. It proves many leaves at the cost of one. */
export type HashTree = readonly (readonly Uint8Array[])[]

export function hashTree(leaves: readonly Uint8Array[], hash: Hash): HashTree {
  const levels = [leaves.map(leaf => hashLeaf(leaf, hash))]
  while (levels.at(-1)!.length > 1) levels.push(nextLevel(levels.at(-1)!, hash))
  return levels
}

export function rootOfTree(tree: HashTree, hash: Hash): Uint8Array {
  return tree.at(-1)![0] ?? hash(new Uint8Array())
}

/** @throws {RangeError} when the tree has no leaf at the index */
export function proveInclusion(tree: HashTree, index: number): InclusionProof {
  const [leaves] = tree
  if (!(index in leaves!)) throw new RangeError(`The tree has no leaf ${index}`)
  const path: Uint8Array[] = []
  let place = index
  for (const level of tree.slice(0, -1)) {
    const sibling = level[place ^ 1]
    // The last node of an odd level has no sibling and stands in the next level unchanged.
    if (sibling) path.push(sibling)
    place >>= 1
  }
  return { index, size: leaves!.length, path }
}

/** @returns the root of every tree that has the leaf in this place; null for a path that fits no tree */
export function rootOfProof(leaf: Uint8Array, { index, size, path }: InclusionProof, hash: Hash): Uint8Array | null {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null
  let [place, last, node, used] = [index, size - 1, hashLeaf(leaf, hash), 0]
  for (; last > 0; place = Math.floor(place / 2), last = Math.floor(last / 2)) {
    const isLeft = place % 2 === 0
    if (isLeft && place === last) continue
    const sibling = path[used]
    if (!sibling) return null
    node = isLeft ? hashNode(node, sibling, hash) : hashNode(sibling, node, hash)
    used += 1
  }
  return used === path.length ? node : null
}

function nextLevel(level: readonly Uint8Array[], hash: Hash): Uint8Array[] {
  const next: Uint8Array[] = []
  for (let left = 0; left < level.length; left += 2) {
    const right = level[left + 1]
    next.push(right ? hashNode(level[left]!, right, hash) : level[left]!)
  }
  return next
}

function hashLeaf(leaf: Uint8Array, hash: Hash): Uint8Array {
  return hash(joined(LEAF!, leaf))
}

function hashNode(left: Uint8Array, right: Uint8Array, hash: Hash): Uint8Array {
  return hash(joined(NODE!, left, right))
}

function joined(first: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 1))
  bytes[0] = first
  let at = 1
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
