import type { Provision } from '../../domain/regime.ts'
import { EvidenceBadge } from './provision-lines.tsx'

/** Where the regulation says so, and how sure that is. */
export function ProvisionRef({ provision }: { provision: Provision }) {
  return (
    <span class="basis">
      {provision.ref} <EvidenceBadge evidence={provision.evidence} />
    </span>
  )
}
