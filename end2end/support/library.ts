import { Installation } from './installation';
import { test as base } from './test';

/** How many posts the library holds; two pages and a half. */
export const POSTS = 50;

/** The title of a post of the library; the first is the oldest. */
export function title(number: number): string {
  return `Story number ${number}`;
}

/** A test on a site with a library of imported posts, which no test changes. */
export const test = base.extend<object, { site: Installation }>({
  site: [
    async ({}, use) => {
      const site = await Installation.start();
      await site.import(files());
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
});

function files(): Record<string, string> {
  const files: Record<string, string> = {};
  for (let number = 1; number <= POSTS; number += 1) {
    const day = new Date(Date.UTC(1991, 10, 1 + number * 3)).toISOString().slice(0, 10);
    const [year, month, date] = day.split('-');
    const author = number % 2 ? 'Ada Example' : 'Bo Example';
    const tags = number % 5 ? '["Harbour"]' : '["Harbour", "Old Town"]';
    files[`story-${number}.md`] = `+++
path = "${year}/${month}/${date}/story-${number}"
title = "${title(number)}"
authors = ["${author}"]
aliases = ["${year}/${month}/${date}/story-${number}.html"]

[taxonomies]
tags = ${tags}
+++

${paragraphs(number)}

## The quay

Ships come, and [the first story](/1991/11/04/story-1.html) began here.

## The market

\`\`\`rust
fn main() { println!("{number}"); }
\`\`\`

## The tower

> It has stood here for long.
`;
  }
  return files;
}

function paragraphs(number: number): string {
  const sentence = `On day ${number} the plainly fictional harbour woke early, and everybody in it had something to tell.`;
  return Array(6).fill(sentence).join(' ');
}
