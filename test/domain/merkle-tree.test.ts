import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hashTree, merkleRoot, proveInclusion, rootOfProof } from '../../src/domain/merkle-tree.ts'

const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(data).digest())
const hexOf = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString('hex')

/** The definition of RFC 9162, section 2.1.1, word for word. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array())
  if (leaves.length === 1) return sha256(Buffer.concat([Buffer.of(0), leaves[0]!]))
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  const [left, right] = [rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split))]
  return sha256(Buffer.concat([Buffer.of(1), left, right]))
}

const someLeaves = fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 })
const leavesAndPlace = someLeaves.chain(leaves =>
  fc.record({ leaves: fc.constant(leaves), index: fc.nat(leaves.length - 1) }),
)

describe('the root', () => {
  test('is the one of RFC 9162', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 70 }), leaves => {
        expect(hexOf(merkleRoot(leaves, sha256))).toBe(hexOf(rootByDefinition(leaves)))
      }),
    )
  })

  test('is the known one of the example of Certificate Transparency', () => {
    const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
    expect(
      hexOf(
        merkleRoot(
          leaves.map(leaf => new Uint8Array(Buffer.from(leaf, 'hex'))),
          sha256,
        ),
      ),
    ).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328')
  })
})

describe('a proof', () => {
  test('gives the root for its own leaf', () => {
    fc.assert(
      fc.property(leavesAndPlace, ({ leaves, index }) => {
        const proof = proveInclusion(hashTree(leaves, sha256), index)
        expect(hexOf(rootOfProof(leaves[index]!, proof, sha256))).toBe(hexOf(merkleRoot(leaves, sha256)))
        expect(proof.path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(leaves.length)))
      }),
    )
  })

  test('does not give the root for another leaf, place, size or path', () => {
    const changes = fc.record({
      leaf: fc.uint8Array({ maxLength: 8 }),
      place: fc.nat(80),
      bit: fc.nat(255),
      at: fc.nat(9),
    })
    fc.assert(
      fc.property(leavesAndPlace, changes, ({ leaves, index }, { leaf, place, bit, at }) => {
        const [root, proof] = [hexOf(merkleRoot(leaves, sha256)), proveInclusion(hashTree(leaves, sha256), index)]
        const own = leaves[index]!
        if (hexOf(leaf) !== hexOf(own)) expect(hexOf(rootOfProof(leaf, proof, sha256))).not.toBe(root)
        const moved = leaves[place]
        if (moved && hexOf(moved) !== hexOf(own)) {
          expect(hexOf(rootOfProof(own, { ...proof, index: place }, sha256))).not.toBe(root)
        }
        expect(rootOfProof(own, { ...proof, path: [...proof.path, own] }, sha256)).toBeNull()
        if (proof.path.length === 0) return
        expect(hexOf(rootOfProof(own, { ...proof, path: proof.path.slice(1) }, sha256))).not.toBe(root)
        const path = proof.path.map(hash => Uint8Array.from(hash))
        path[at % path.length]![bit % 32]! ^= 1 << (bit % 8)
        expect(hexOf(rootOfProof(own, { ...proof, path }, sha256))).not.toBe(root)
      }),
    )
  })

  test('exists only for a leaf of the tree', () => {
    expect(() => proveInclusion(hashTree([], sha256), 0)).toThrow(RangeError)
    for (const index of [-1, 1, 0.5]) {
      expect(rootOfProof(Buffer.of(1), { index, size: 1, path: [] }, sha256)).toBeNull()
    }
  })
})
