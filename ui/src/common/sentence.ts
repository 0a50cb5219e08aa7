// The parts of a sentence that are set in their own way, and its beginning.

const SUBCOMMAND = String.raw` (?:account (?:add|list|test|change|mode|remove|go-on)|junk (?:list|show|release|delete)|tag (?:teach|remove|list)|learn|unlearn|watch)`
/** Which account or message a command is for. Some commands stand in a sentence without it. */
const NAMED = String.raw`(?<=change|mode|remove|go-on|show|release|delete) (?!-)[^\s。、（()）「」“”]*[^\s.,;:。、（()）「」“”]`
const OPTION = String.raw` --[a-z-]+(?: (?:[A-Z]{2,}|\d+|file|keyring|[ァ-ヶー一-龠]+))?`
/** The data folder that a command is about, as one word of a shell. It can be read in one way only: foreign text is split by it, too. */
const FOLDER = String.raw`(?: --data-dir (?:[^\s'\\「」“”]|'[^']*'|\\')+)?`
const COMMAND = new RegExp(
  String.raw`([「“]?)(mekiki(?:-desktop)?${FOLDER}(?:${SUBCOMMAND}(?:${NAMED}(?: (?:observe|mark|hold)\b)?)?(?:${OPTION})*|(?:${OPTION})+)(?: > (?:FILE|ファイル))?)([」”]?[、。,.]?)`,
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

/** A path of several parts, and the mark that ends its sentence: no line begins with that. */
const PATH = /((?:~|[A-Za-z]:)?(?:[/\\][^\s/\\“”「」（）、。]+){2,}(?<![.,;:)])[.,、。]?)/
/** Where a path may be broken: before each part. */
const PARTS = /(?=[/\\])/

/** A piece of plain text; one that is whole is not broken where there is room for it. */
export interface Piece {
  text: string
  whole: boolean
}

/** Plain text in pieces, of which each part of a path is whole. */
export function pieces(text: string): Piece[] {
  return text.split(PATH).flatMap((piece, at): Piece[] => {
    if (at % 2 === 0) return [{ text: piece, whole: false }]
    return piece.split(PARTS).map((part) => ({ text: part, whole: true }))
  })
}

/** The first sentence of several, and the others. A dot inside a name ends none. */
export function firstAndRest(text: string): [first: string, rest: string] {
  const end = /。|[.!?](?= +[^ a-z])/.exec(text)
  const length = end ? end.index + 1 : text.length
  return [text.slice(0, length), text.slice(length).trimStart()]
}
