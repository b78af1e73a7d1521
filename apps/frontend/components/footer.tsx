import type { Messages } from '../i18n/messages.ts';

export function Footer({ messages }: { readonly messages: Messages }) {
  return (
    <footer className="footer">
      <p>
        <bdi>{messages.brand}</bdi> · {messages.tagline}
      </p>
      <p className="muted">{messages.footer.time}</p>
    </footer>
  );
}
