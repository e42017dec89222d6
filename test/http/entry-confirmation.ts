import { hiddenGroups, rosterFingerprint } from '../../src/formats/fingerprint.ts'

type Preview = {
  readonly digest: string
  readonly challenge?: string
  readonly ballotKinds: Parameters<typeof rosterFingerprint>[0]
}

/** What is sent back of a preview: its digest, and for a list of people the groups it hides. */
export function confirmation(preview: string): Readonly<Record<string, string>> {
  const { digest, challenge, ballotKinds } = JSON.parse(preview) as Preview
  if (challenge === undefined) return { digest }
  const whole = rosterFingerprint(ballotKinds)
  const groups = hiddenGroups(challenge)!.map((place) => whole[place])
  return { digest, challenge, groups: groups.join(' ') }
}
