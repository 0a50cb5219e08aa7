// The message catalogue, in the language that is spoken now.

import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle'
import { createContext } from 'svelte'
import type { Language, Problem } from '../bindings'
import { line } from '../common/foreign'

const files = import.meta.glob<string>('../../../catalogue/*/{verdicts,evidence,problems,window}.ftl', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** A command that is refused while the window is open. */
const CHANGES = /mekiki (?:--data-dir .+? )?(account (add|change|mode|remove|go-on)|junk (delete|release)|tag (teach|remove)|unlearn|learn)/

/** The languages that the catalogue has. */
export const LANGUAGES: readonly Language[] = ['en', 'ja']

/**
 * A message file in which the options stand in each command that a person is to type. As in the terminal,
 * what stands between quotation marks is only spoken of; but for the window's own file, which quotes all.
 */
function toldWith(path: string, text: string, options: string): string {
  if (!options) return text
  const literal = `{ "${line(options).replace(/["\\]/g, '\\$&')}" }`
  const typed = path.endsWith('/window.ftl') ? /(?<!-)mekiki (?=[a-z{])/g : /(?<![-“「])mekiki (?=[a-z{])/g
  return text.replace(/^(?!#).*mekiki.*$/gm, (row) => row.replace(typed, (mekiki) => `${mekiki}${literal} `))
}

function bundle(language: Language, options: string): FluentBundle {
  // As in the terminal: arguments are shown in elements of their own or made safe by Rust.
  const made = new FluentBundle(language, { useIsolating: false })
  for (const [path, text] of Object.entries(files)) {
    if (path.includes(`/catalogue/${language}/`)) made.addResource(new FluentResource(toldWith(path, text, options)))
  }
  return made
}

type Bundles = Record<Language, FluentBundle>
const bundlesWith = (options: string): Bundles => ({ en: bundle('en', options), ja: bundle('ja', options) })
const usual = bundlesWith('')

/** Speaks one language at a time; whoever calls `text` in a component is updated on a switch. */
export class Words {
  language = $state<Language>('en')
  #bundles = $state.raw<Bundles>(usual)

  /** From now on each command that is told carries these options, such as the data folder that it is about. */
  tellCommandsWith(options: string): void {
    this.#bundles = options ? bundlesWith(options) : usual
  }

  /** The message `id` with its variables filled in; an unknown id gives the id itself. */
  text(id: string, values: Record<string, FluentVariable> = {}): string {
    const spoken = this.#bundles[this.language]
    const pattern = spoken.getMessage(id)?.value
    return pattern ? spoken.formatPattern(pattern, values, []) : id
  }

  /** The sentence for a problem: what happened and what to do. `of`: the account that it is about, where that is known. */
  problem(problem: Problem, of?: string): string {
    // What a server or a path says could turn the sentence around.
    const facts = Object.entries(problem.facts).map(([name, fact]) => [name, line(fact)])
    const account = of === undefined ? this.text('any-account') : line(of)
    const sentence = this.text(`problem-${problem.kind}`, { account, ...Object.fromEntries(facts) })
    // What changes something is refused while the window has the data.
    if (!CHANGES.test(sentence)) return sentence
    return `${sentence}${this.text('close-first')}`
  }

  /** Sentences one after the other. */
  joined(sentences: (string | false | null | undefined)[]): string {
    return sentences.filter(Boolean).join(this.language === 'ja' ? '' : ' ')
  }

  /** A number with a sign and two decimals, with a true minus. */
  signed(value: number): string {
    const format = new Intl.NumberFormat(this.language, {
      minimumFractionDigits: 2,
      maximumFractionDigits: 2,
      signDisplay: 'exceptZero',
    })
    return format.format(value).replace('-', '\u2212')
  }

  /** A share of one as a percentage. */
  percent(share: number): string {
    return new Intl.NumberFormat(this.language, { style: 'percent', maximumFractionDigits: 1 }).format(share)
  }

  /** A probability as a percentage; what is not certain is never rounded to certainty. */
  probability(share: number): string {
    if (share > 0.999) return `> ${this.percent(0.999)}`
    if (share < 0.001) return `< ${this.percent(0.001)}`
    return this.percent(share)
  }

  /** A moment, as short as it can be told: the time for today, else the day. */
  moment(date: Date, now: Date = new Date()): string {
    const sameYear = date.getFullYear() === now.getFullYear()
    const options: Intl.DateTimeFormatOptions =
      date.toDateString() === now.toDateString()
        ? { hour: 'numeric', minute: '2-digit' }
        : { month: 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) }
    return new Intl.DateTimeFormat(this.language, options).format(date)
  }

  /** A moment in full. */
  fullMoment(date: Date): string {
    const options: Intl.DateTimeFormatOptions = { dateStyle: 'long', timeStyle: 'short' }
    return new Intl.DateTimeFormat(this.language, options).format(date)
  }

  /** A size in bytes, in a unit that a person can picture. */
  size(bytes: number): string {
    if (bytes < 1000) return this.text('size-bytes', { count: bytes })
    const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB']
    // The browser's own units are written differently in each language.
    return `${new Intl.NumberFormat(this.language, { maximumFractionDigits: 1 }).format(value)} ${unit}`
  }
}

/** The words of the component's window. */
export const [words, provideWords] = createContext<Words>()
