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

const target = document.getElementById('window')
if (target) {
  const client = await chooseClient()
  mount(MailWindow, { target, props: { client } })
}
