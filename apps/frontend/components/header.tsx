import Link from 'next/link';
import type { Language } from '../i18n/languages.ts';
import type { Messages } from '../i18n/messages.ts';
import type { Theme } from '../lib/theme.ts';
import type { Reader } from '../server/questions.ts';
import { Account } from './account.tsx';
import { Logo } from './icons.tsx';
import { LanguageLink } from './language-link.tsx';
import { NavigationLinks } from './navigation-links.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface HeaderProps {
  readonly language: Language;
  readonly messages: Messages;
  readonly theme: Theme;
  readonly reader: Reader | undefined;
}

export function Header({ language, messages, theme, reader }: HeaderProps) {
  return (
    <header className="header">
      <div className="header-inner">
        <Link href={`/${language}`} prefetch={false} className="brand" aria-label={messages.navigation.home}>
          <Logo />
          <bdi className="brand-name">{messages.brand}</bdi>
        </Link>
        <NavigationLinks />
        <div className="header-tools">
          <ThemeSwitch theme={theme} />
          <LanguageLink />
          <Account reader={reader} />
        </div>
      </div>
    </header>
  );
}
