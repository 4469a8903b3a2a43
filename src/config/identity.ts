import * as z from 'zod'
import { isSafe, parseAddress, type Reading, settingTexts, type Variables } from './fields.ts'

export interface IdentityConfig {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | null
  readonly clientAuth: 'client_secret_basic' | 'client_secret_post' | 'none'
  readonly scope: string
  readonly nameClaims: readonly string[]
  readonly activeClaim: string | null
  /** The resource that lists the companies of a user, with the paths in its answer; null when there is none. */
  readonly companies: {
    readonly url: string
    readonly list: string
    readonly voen: string
    readonly name: string
    readonly position: string
  } | null
}

const NONE = 'none'

const PATH = /^[^\s.]+(\.[^\s.]+)*$/

const path = (name: string, preset: string, description: string) =>
  z
    .string()
    .regex(PATH, `${name} must be names with dots between, such as ${preset}`)
    .default(preset)
    .register(settingTexts, { form: 'names with dots between them', preset: `\`${preset}\``, description })

export const identityEnvironment = z.object({
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'OIDC_ISSUER must be the https address of the identity provider (http only on this machine)')
    .optional()
    .register(settingTexts, {
      form: 'an https URL; http only for this machine',
      preset: 'a test identity provider; production does not start without this setting',
      description:
        'The OpenID Connect provider (authorization code flow with PKCE). Register these addresses under `PUBLIC_URL` with it: redirect `/sign-in/callback`, after signing out `/signed-out`, back-channel logout `/sign-out/back-channel`.',
      example: 'https://login.example',
    }),
  OIDC_CLIENT_ID: z.string().optional().register(settingTexts, {
    form: 'text',
    preset: 'none; required with `OIDC_ISSUER`',
    description: 'The name under which the provider knows this service.',
    example: 'vereqe',
  }),
  OIDC_CLIENT_SECRET: z.string().optional().register(settingTexts, {
    form: 'text',
    preset: 'none',
    description: 'The secret that the provider issued to this service.',
    example: '',
  }),
  OIDC_CLIENT_AUTH: z
    .enum(['client_secret_basic', 'client_secret_post', NONE], {
      error: 'OIDC_CLIENT_AUTH must be client_secret_basic, client_secret_post or none',
    })
    .optional()
    .register(settingTexts, {
      form: '`client_secret_basic`, `client_secret_post` or `none`',
      preset: '`client_secret_basic` with a secret, otherwise `none`',
      description: 'How the service authenticates to the provider.',
      example: 'client_secret_basic',
    }),
  OIDC_SCOPE: z
    .string()
    .refine(scope => wordsOf(scope).includes('openid'), 'OIDC_SCOPE must be words with openid among them')
    .default('openid certificate')
    .register(settingTexts, {
      form: 'words with spaces between them, `openid` among them',
      preset: '`openid certificate`',
      description: 'The scopes to request.',
    }),
  OIDC_NAME_CLAIMS: z
    .string()
    .refine(
      paths => wordsOf(paths).length > 0 && wordsOf(paths).every(path => PATH.test(path)),
      'OIDC_NAME_CLAIMS must be names with dots between, and blanks between several, such as name user.fullName',
    )
    .default('name user.fullName user.name')
    .register(settingTexts, {
      form: 'paths with spaces between them; a path is names with dots between them',
      preset: '`name user.fullName user.name`',
      description: 'Claims of the ID token or of userinfo. The first that has a value is the name of the user.',
    }),
  OIDC_ACTIVE_CLAIM: path(
    'OIDC_ACTIVE_CLAIM',
    'is_active',
    'A user for whom this claim is false may not sign in. `none` if the provider has no such claim.',
  ),
  OIDC_COMPANIES_URL: z
    .string()
    .refine(
      isResource,
      'OIDC_COMPANIES_URL must be an https address, a path that begins with / on that of OIDC_ISSUER, or none',
    )
    .default('/sso-oauth-resource/certificates')
    .register(settingTexts, {
      form: 'an https URL, a path on the host of `OIDC_ISSUER`, or `none`',
      preset: '`/sso-oauth-resource/certificates`',
      description: 'The resource that lists the companies a user represents.',
    }),
  OIDC_COMPANIES: path('OIDC_COMPANIES', 'certificates', 'The list of companies in the answer of that resource.'),
  OIDC_COMPANY_VOEN: path('OIDC_COMPANY_VOEN', 'structureData.voen', 'The VÖEN in each item of the list.'),
  OIDC_COMPANY_NAME: path('OIDC_COMPANY_NAME', 'structureData.structureName', 'The company name in each item.'),
  OIDC_COMPANY_POSITION: path(
    'OIDC_COMPANY_POSITION',
    'structureData.position',
    'The position of the user in the company, in each item.',
  ),
})

/** @returns the value null when no provider is configured */
export function readIdentity(variables: Variables): Reading<IdentityConfig | null> {
  const { data, error } = identityEnvironment.safeParse(variables)
  const faults = [...(error?.issues.map(({ message }) => message) ?? []), ...faultsBetween(variables)]
  if (!data || faults.length > 0) return { faults }
  const issuer = data.OIDC_ISSUER
  return { faults, value: issuer === undefined ? null : toIdentity(issuer, data) }
}

function faultsBetween({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_CLIENT_AUTH }: Variables): string[] {
  const faults: string[] = []
  if (OIDC_ISSUER && !OIDC_CLIENT_ID) faults.push('OIDC_CLIENT_ID must be set where OIDC_ISSUER is')
  if (OIDC_CLIENT_AUTH?.startsWith('client_secret') && !OIDC_CLIENT_SECRET) {
    faults.push('OIDC_CLIENT_SECRET must be set where OIDC_CLIENT_AUTH names it')
  }
  return faults
}

function toIdentity(issuer: string, data: z.infer<typeof identityEnvironment>): IdentityConfig {
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
  // A second slash would make the path name another host.
  if (text === NONE || /^\/(?![/\\])/.test(text)) return true
  const url = parseAddress(text)
  return url !== null && isSafe(url)
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter(word => word !== '')
}
