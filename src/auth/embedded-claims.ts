/** The claims of the test identity provider, in the known shape of the national provider. */
import type { Person } from '../domain/person.ts'

export const CERTIFICATES_PATH = '/sso-oauth-resource/certificates'

/** The claims of the ID token and of userinfo. */
export function claimsOf({ subject, name }: Person) {
  return { sub: subject, user: { fullName: name }, role: 'USER', is_active: true }
}

export function certificatesOf({ companies }: Person) {
  const certificates = companies.map(({ voen, name, position }) => ({
    structureData: { voen, structureName: name, position, hasStamp: position !== null, legal: voen.endsWith('1') },
  }))
  return { certificates }
}
