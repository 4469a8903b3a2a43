/** What the test identity provider tells of people, in the shape of the national one as far as it is known. */
import type { Person } from '../domain/person.ts'

export const CERTIFICATES_PATH = '/sso-oauth-resource/certificates'

/** Of the ID token and of userinfo. */
export function claimsOf({ subject, name }: Person) {
  return { sub: subject, user: { fullName: name }, role: 'USER', is_active: true }
}

export function certificatesOf({ companies }: Person) {
  const certificates = companies.map(({ voen, name, position }) => ({
    structureData: { voen, structureName: name, position, hasStamp: position !== null, legal: voen.endsWith('1') },
  }))
  return { certificates }
}
