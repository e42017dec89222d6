/** How private keys begin in DER, in hexadecimal digits. */
const DER = {
  pkcs8: /30(?:[0-7].|81..|82....)02010030(?:0.|1.)06(?:07|08|09|03)(?:2a8648|2b65)/g,
  sec1: /30(?:[0-7].|81..)020101042[0-9a-f][0-9a-f]{40,}?a0/g,
  pkcs1: /3082....0201000282(?:0101|0181|0201)/g,
}

/** What base64 of those begins with, wherever a new text starts with it. */
const BASE64 =
  /(?:^|[^A-Za-z0-9+/])(MI(?:GH|G2|Hu)AgEAM[A-Za-z0-9+/]{40}|MII[A-Za-z0-9+/]{3}IBAD[A-Za-z0-9+/]{40}|MHcCAQEE[A-Za-z0-9+/]{40}|MC4CAQAwBQ[A-Za-z0-9+/]{30})/g

/** What in the bytes looks like a private key in clear: PEM, or DER as bytes, in hexadecimal digits or in base64. */
export function privateKeysIn(bytes: Uint8Array): readonly string[] {
  const text = Buffer.from(bytes).toString('latin1')
  const found: string[] = []
  const collect = (kind: string, pattern: RegExp, within: string, even = false) => {
    for (const { index } of within.matchAll(pattern))
      if (!even || index % 2 === 0) found.push(`${kind} at ${index}`)
  }
  collect('PEM', /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g, text)
  const hex = Buffer.from(bytes).toString('hex')
  for (const [kind, pattern] of Object.entries(DER)) {
    collect(`${kind} in DER`, pattern, hex, true)
    collect(`${kind} in digits`, pattern, text.toLowerCase())
  }
  collect('base64', BASE64, text)
  return found
}
