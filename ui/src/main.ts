import { mount } from 'svelte'
import './app.css'
import { shell, type Client } from './client'
import MailWindow from './views/MailWindow.svelte'

// The mode is a constant at build time: in the shipped bundle nothing of the mock remains.
async function chooseClient(): Promise<Client> {
  if (import.meta.env.MODE !== 'mock') return shell
  const { mockClient } = await import('./client.mock')
  return mockClient()
}

// Not awaited at the top level: the mock's chunk imports from this one and would wait for it.
async function start(target: HTMLElement): Promise<void> {
  mount(MailWindow, { target, props: { client: await chooseClient() } })
}

// The window has no links, and shows what others wrote as text only. Should a link ever get
// in, it leads nowhere: even a navigation that is refused would begin with a connection.
for (const kind of ['click', 'auxclick'] as const) {
  document.addEventListener(kind, (event) => {
    if (event.target instanceof Element && event.target.closest('a, area')) event.preventDefault()
  })
}

const target = document.getElementById('window')
if (target) void start(target)
