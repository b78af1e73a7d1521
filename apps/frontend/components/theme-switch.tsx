'use client';

import { type SubmitEvent, useState } from 'react';
import { readTheme, type Theme, themes } from '../lib/theme.ts';
import { ThemeIcon } from './icons.tsx';
import { useLocale } from './locale.tsx';
import { useAddress } from './use-address.ts';

/** Light, dark, or as the system has it. A form, so that it works without JavaScript; with it, nothing is loaded anew. */
export function ThemeSwitch({ theme }: { readonly theme: Theme }) {
  const { messages } = useLocale();
  const address = useAddress();
  const [chosen, setChosen] = useState(theme);

  const choose = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { submitter } = event.nativeEvent as unknown as { submitter: HTMLButtonElement | null };
    const next = readTheme(submitter?.value);
    setChosen(next);
    document.documentElement.dataset['theme'] = next;
    const form = new URLSearchParams({ theme: next, returnTo: address });
    await fetch(event.currentTarget.action, { method: 'POST', body: form, redirect: 'manual' }).catch(() => undefined);
  };

  return (
    <form action="/preferences/theme" method="post" onSubmit={choose}>
      <fieldset className="theme-switch">
        <legend className="visually-hidden">{messages.theme.label}</legend>
        <input type="hidden" name="returnTo" value={address} />
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
