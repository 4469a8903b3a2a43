import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCOUNTANT, TestIdentity } from '../support/test-identity.ts'

let identity: TestIdentity
beforeAll(async () => {
  identity = await TestIdentity.open()
})
afterAll(() => identity[Symbol.asyncDispose]())

test('whoever is chosen at the test identity provider is signed in', async () => {
  const { callback, expected } = await identity.comeBackAs(ACCOUNTANT)
  console.log(callback.href)
  const signedIn = await identity.service.complete(callback, expected)
  console.log(signedIn)
  expect(signedIn.person).toEqual(ACCOUNTANT.person)
})
