// The parts of a sentence that are set in their own way, and its beginning.

const SUBCOMMAND = String.raw` (?:account (?:add|list|test|change|mode|remove|go-on)|junk (?:list|show|release|delete)|tag (?:teach|remove|list)|learn|unlearn|watch)`
/** Which account or message a command is for. Some commands stand in a sentence without it. */
const NAMED = String.raw`(?<=change|mode|remove|go-on|show|release|delete) (?!-)[^\s。、（()）「」“”]*[^\s.,;:。、（()）「」“”]`
const OPTION = String.raw` --[a-z-]+(?: (?:[A-Z]{2,}|\d+|file|keyring|[ァ-ヶー一-龠]+))?`
const COMMAND = new RegExp(
  String.raw`([「“]?)(mekiki(?:-desktop)?(?:${SUBCOMMAND}(?:${NAMED}(?: (?:observe|mark|hold)\b)?)?(?:${OPTION})*|(?:${OPTION})+)(?: > (?:FILE|ファイル))?)([」”]?[、。,.]?)`,
)

/** A part of a sentence: plain text, or a command with the marks around it. */
export type Part = string | { before: string; command: string; after: string }

/** The parts of a sentence. Together they are the sentence. */
export function parts(text: string): Part[] {
  const split = text.split(COMMAND)
  return Array.from({ length: (split.length + 3) / 4 }, (_, at): Part[] => {
    const [plain = '', before = '', command, after = ''] = split.slice(at * 4, at * 4 + 4)
    return command === undefined ? [plain] : [plain, { before, command, after }]
  }).flat()
}

/** The first sentence of several, and the others. A dot inside a name ends none. */
export function firstAndRest(text: string): [first: string, rest: string] {
  const end = /。|[.!?](?= +[^ a-z])/.exec(text)
  const length = end ? end.index + 1 : text.length
  return [text.slice(0, length), text.slice(length).trimStart()]
}
