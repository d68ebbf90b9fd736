// The page of a profile's panel: it says that it is there, shows a skeleton while the file is read, then the panel, or what the file is
// instead.
import type { Reopen, ToHost, ToPanel } from '#core/messages/profileView';
import { isToPanel } from '#core/messages/profileViewChecks';
import { formatValue } from '#core/profile/units';
import { element } from '../base/element';
import { connect } from '../base/host';
import { t, useWords } from '../base/words';
import { createPanel, type Panel } from './panel';

const page = element('div', { class: 'page' });
document.body.append(page);
let panel: Panel | null = null;

const host = connect<ToPanel, ToHost>(isToPanel, receive);
host.post({ kind: 'ready' });

function receive(message: ToPanel): void {
  switch (message.kind) {
    case 'words':
      return useWords(message.language, message.words);
    case 'opening':
      return show(skeleton(message.name, message.bytes));
    case 'opened':
      show();
      panel = createPanel(host, message);
      page.append(panel.element);
      return panel.start();
    case 'failed':
      return show(failure(message.text, message.reopen));
    case 'answer':
      return panel?.asking.receive(message.id, message.answer);
    case 'changed':
      return page.prepend(changedBar());
    case 'inCode':
      return panel?.setInCode(message.on);
  }
}

/** In place of all that was there. */
function show(...shown: readonly HTMLElement[]): void {
  panel?.dispose();
  panel = null;
  page.replaceChildren(...shown);
}

function skeleton(name: string, bytes: number): HTMLElement {
  const rows = [100, 92, 61, 84, 38, 70, 22, 45].map(width => {
    const row = element('div', { class: 'skeleton-row' });
    row.style.width = `${width}%`;
    return row;
  });
  const text = element('p', { role: 'status' }, t('Reading {0} ({1}) …', name, formatValue(bytes, 'bytes')));
  return element('main', { class: 'skeleton' }, text, element('div', { 'aria-hidden': 'true' }, ...rows));
}

function failure(text: string, reopen: Reopen): HTMLElement {
  const title = reopen === 'reload' ? t('The profile cannot be shown') : t('This is not a profile');
  const button = element('button', { class: 'button is-main' }, reopenText(reopen));
  button.addEventListener('click', () =>
    host.post(reopen === 'reload' ? { kind: 'reload' } : { kind: 'reopen', as: reopen }),
  );
  return element('main', { class: 'failure' }, element('h1', {}, title), element('p', {}, text), button);
}

function reopenText(reopen: Reopen): string {
  switch (reopen) {
    case 'text':
      return t('Reopen as text');
    case 'binary':
      return t('Reopen as binary');
    case 'reload':
      return t('Reload');
  }
}

function changedBar(): HTMLElement {
  page.querySelector('.changed')?.remove();
  const reload = element('button', { class: 'button is-main' }, t('Reload'));
  reload.addEventListener('click', () => host.post({ kind: 'reload' }));
  const close = element('button', { class: 'button is-sign', 'aria-label': t('Close') }, '×');
  const bar = element('div', { class: 'changed', role: 'status' }, t('The file has changed on disk.'), reload, close);
  close.addEventListener('click', () => bar.remove());
  return bar;
}
