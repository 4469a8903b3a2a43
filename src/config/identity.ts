/** Who vouches for people: the identity provider, and what it calls the things that we need to know. */
import * as z from 'zod'
import { isSafe, parseAddress, type Reading, type Variables } from './fields.ts'

export interface IdentityConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | null
  readonly clientAuth: 'client_secret_basic' | 'client_secret_post' | 'none'
  readonly scope: string
  readonly nameClaims: readonly string[]
  readonly activeClaim: string | null
  /** The resource that lists a person's companies, and the paths in its answer. */
  readonly companies: {
    readonly url: string
    readonly list: string
    readonly voen: string
    readonly name: string
    readonly position: string
  } | null
}

/** What stands for a thing that the provider does not have. */
const NONE = 'none'

const PATH = /^[^\s.]+(\.[^\s.]+)*$/

const path = (name: string, preset: string) =>
  z.string().regex(PATH, `${name} must be names with dots between, such as ${preset}`).default(preset)

const environment = z.object({
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'OIDC_ISSUER must be the https address of the identity provider (http only on this machine)')
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_CLIENT_AUTH: z
    .enum(['client_secret_basic', 'client_secret_post', NONE], {
      error: 'OIDC_CLIENT_AUTH must be client_secret_basic, client_secret_post or none',
    })
    .optional(),
  OIDC_SCOPE: z
    .string()
    .refine(scope => wordsOf(scope).includes('openid'), 'OIDC_SCOPE must be words with openid among them')
    .default('openid certificate'),
  OIDC_NAME_CLAIMS: z
    .string()
    .refine(
      paths => wordsOf(paths).length > 0 && wordsOf(paths).every(path => PATH.test(path)),
      'OIDC_NAME_CLAIMS must be names with dots between, and blanks between several, such as name user.fullName',
    )
    .default('name user.fullName user.name'),
  OIDC_ACTIVE_CLAIM: path('OIDC_ACTIVE_CLAIM', 'is_active'),
  OIDC_COMPANIES_URL: z
    .string()
    .refine(
      isResource,
      'OIDC_COMPANIES_URL must be an https address, a path that begins with / on that of OIDC_ISSUER, or none',
    )
    .default('/sso-oauth-resource/certificates'),
  OIDC_COMPANIES: path('OIDC_COMPANIES', 'certificates'),
  OIDC_COMPANY_VOEN: path('OIDC_COMPANY_VOEN', 'structureData.voen'),
  OIDC_COMPANY_NAME: path('OIDC_COMPANY_NAME', 'structureData.structureName'),
  OIDC_COMPANY_POSITION: path('OIDC_COMPANY_POSITION', 'structureData.position'),
})

/** The configured provider; null when there is none. */
export function readIdentity(variables: Variables): Reading<IdentityConfig | null> {
  const { data, error } = environment.safeParse(variables)
  const faults = [...(error?.issues.map(({ message }) => message) ?? []), ...faultsBetween(variables)]
  if (!data || faults.length > 0) return { faults }
  const issuer = data.OIDC_ISSUER
  return { faults, value: issuer === undefined ? null : toIdentity(issuer, data) }
}

/** What is wrong with settings that go together. */
function faultsBetween({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_CLIENT_AUTH }: Variables): string[] {
  const faults: string[] = []
  if (OIDC_ISSUER && !OIDC_CLIENT_ID) faults.push('OIDC_CLIENT_ID must be set where OIDC_ISSUER is')
  if (OIDC_CLIENT_AUTH?.startsWith('client_secret') && !OIDC_CLIENT_SECRET) {
    faults.push('OIDC_CLIENT_SECRET must be set where OIDC_CLIENT_AUTH names it')
  }
  return faults
}

function toIdentity(issuer: string, data: z.infer<typeof environment>): IdentityConfig {
  const clientSecret = data.OIDC_CLIENT_SECRET ?? null
  return {
    issuer,
    clientId: data.OIDC_CLIENT_ID!,
    clientSecret,
    clientAuth: data.OIDC_CLIENT_AUTH ?? (clientSecret === null ? NONE : 'client_secret_basic'),
    scope: wordsOf(data.OIDC_SCOPE).join(' '),
    nameClaims: wordsOf(data.OIDC_NAME_CLAIMS),
    activeClaim: data.OIDC_ACTIVE_CLAIM === NONE ? null : data.OIDC_ACTIVE_CLAIM,
    companies:
      data.OIDC_COMPANIES_URL === NONE
        ? null
        : {
            url: new URL(data.OIDC_COMPANIES_URL, issuer).href,
            list: data.OIDC_COMPANIES,
            voen: data.OIDC_COMPANY_VOEN,
            name: data.OIDC_COMPANY_NAME,
            position: data.OIDC_COMPANY_POSITION,
          },
  }
}

function isIssuer(text: string): boolean {
  const url = parseAddress(text)
  return url !== null && isSafe(url) && url.search === '' && url.hash === ''
}

function isResource(text: string): boolean {
  // Two slashes would name another host.
  if (text === NONE || /^\/(?![/\\])/.test(text)) return true
  const url = parseAddress(text)
  return url !== null && isSafe(url)
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter(word => word !== '')
}
