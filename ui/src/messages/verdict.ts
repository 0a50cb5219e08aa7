// How a band looks: one icon and one tone. The words come from the catalogue.

import type { Strength } from '../bindings'
import type { IconName } from '../common/Icon.svelte'

/** The three colours, never used without an icon and words. */
export type Tone = 'spam' | 'unsure' | 'wanted'

const tones: Record<Strength, Tone> = {
  'almost-certainly-spam': 'spam',
  'very-probably-spam': 'spam',
  'probably-spam': 'spam',
  'cannot-tell': 'unsure',
  'probably-wanted': 'wanted',
  'very-probably-wanted': 'wanted',
  'almost-certainly-wanted': 'wanted',
  'you-said-spam': 'spam',
  'you-said-ham': 'wanted',
  blocked: 'spam',
  allowed: 'wanted',
}

const icons: Record<Tone, IconName> = { spam: 'stop', unsure: 'ask', wanted: 'check' }

/** The tone of a band. */
export function toneOf(strength: Strength): Tone {
  return tones[strength]
}

/** The icon of a tone. */
export function iconOf(tone: Tone): IconName {
  return icons[tone]
}
