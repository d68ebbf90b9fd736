// The page of the layout view: it says that it is there, and draws what it is sent. What has the keyboard's focus keeps it when the text changes.
import { isToLayoutPage, type FromLayoutPage, type ToLayoutPage } from '#core/messages/layoutView';
import { element } from '../base/element';
import { connect } from '../base/host';
import { useWords } from '../base/words';
import { layoutPage } from './page';

const page = element('main', { class: 'page' });
document.body.append(page);

const host = connect<ToLayoutPage, FromLayoutPage>(isToLayoutPage, receive);
host.post({ kind: 'ready' });

function receive(message: ToLayoutPage): void {
  switch (message.kind) {
    case 'words':
      return useWords(message.language, message.words);
    case 'layout': {
      const focused = document.activeElement?.id ?? '';
      page.replaceChildren(layoutPage(message.model, line => host.post({ kind: 'reveal', line })));
      return document.getElementById(focused)?.focus({ preventScroll: true });
    }
    case 'nothing':
      return page.replaceChildren(element('p', { class: 'note', role: 'status' }, message.text));
  }
}
