'use client';

import { usePathname } from 'next/navigation';
import { type SubmitEvent, useState } from 'react';
import { readTheme, type Theme, themes } from '../lib/theme.ts';
import { ThemeIcon } from './icons.tsx';
import { useLocale } from './locale.tsx';

/** Light, dark, or as the system has it. A form, so that it works without JavaScript; with it, nothing is loaded anew. */
export function ThemeSwitch({ theme }: { readonly theme: Theme }) {
  const { messages } = useLocale();
  const pathname = usePathname();
  const [chosen, setChosen] = useState(theme);

  const choose = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as unknown as { submitter: HTMLButtonElement | null };
    const next = readTheme(submitter?.value);
    setChosen(next);
    document.documentElement.dataset['theme'] = next;
    const form = new URLSearchParams({ theme: next, returnTo: pathname });
    await fetch(event.currentTarget.action, { method: 'POST', body: form, redirect: 'manual' }).catch(() => undefined);
  };

  return (
    <form action="/preferences/theme" method="post" onSubmit={choose}>
      <fieldset className="theme-switch">
        <legend className="visually-hidden">{messages.theme.label}</legend>
        <input type="hidden" name="returnTo" value={pathname} />
        {themes.map((option) => (
          <button
            key={option}
            type="submit"
            name="theme"
            value={option}
            aria-pressed={option === chosen}
            aria-label={messages.theme[option]}
            title={messages.theme[option]}
          >
            <ThemeIcon theme={option} />
          </button>
        ))}
      </fieldset>
    </form>
  );
}
