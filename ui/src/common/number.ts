// JSON knows neither infinity nor NaN: the shell's floats come as `number | null`.

/** The number, or zero for what JSON could not carry. */
export function finite(value: number | null): number {
  return value ?? 0
}
