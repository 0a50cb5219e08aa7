// What a person can choose, besides the language.

import { createContext } from 'svelte'
import type { Client } from '../client'

/** The person's choices, kept by the shell. */
export class Settings {
  /** Whether the keys count that are a single letter or sign. */
  letterKeys = $state(true)
  /** They are known; until then nothing can be chosen. */
  loaded = $state(false)

  readonly #client: Client

  constructor(client: Client) {
    this.#client = client
  }

  /** Fetches what was chosen before. */
  async load(): Promise<void> {
    this.letterKeys = await this.#client.letterKeys()
    this.loaded = true
  }

  /** Chooses whether single letters and signs count as keys. */
  async chooseLetterKeys(count: boolean): Promise<void> {
    const before = this.letterKeys
    this.letterKeys = count
    try {
      await this.#client.setLetterKeys(count)
    } catch (thrown) {
      this.letterKeys = before
      throw thrown
    }
  }
}

/** The choices of the component's window. */
export const [settings, provideSettings] = createContext<Settings>()
