/** The page on a screen: one column to read, the contents beside it where there is room. */

export const screen = `
*, ::before, ::after { box-sizing: border-box }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans); overflow-wrap: break-word }
.page { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 3rem; max-width: 52rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem }
main:focus { outline: none }
@media (min-width: 70rem) {
  .page.with-contents { grid-template-columns: 15rem minmax(0, 48rem); justify-content: center; max-width: none; padding-left: 2rem; padding-right: 2rem }
  .with-contents > header, .with-contents > main, .with-contents > footer { grid-column: 2 }
  .with-contents > nav { grid-column: 1; grid-row: 1 / span 3; align-self: start; position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1.5rem 0 }
}
.skip { position: absolute; left: -100vw; background: var(--paper); padding: .5rem 1rem; z-index: 1 }
.skip:focus { left: .5rem; top: .5rem }

a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: from-font }
a:hover { text-decoration-thickness: 2px }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.8em 0 .6em; text-wrap: balance; font-weight: 650 }
h1 { font-size: 2rem; letter-spacing: -.015em } h2 { font-size: 1.5rem; letter-spacing: -.01em; padding-bottom: .25em; border-bottom: 1px solid var(--line) }
h3 { font-size: 1.2rem } h4 { font-size: 1.05rem } h5, h6 { font-size: 1rem; color: var(--quiet) }
header { border-bottom: 3px solid var(--accent); padding-bottom: 1rem; margin-bottom: 1.5rem }
header h1 { margin: 0; font-size: clamp(1.6rem, 1.2rem + 2vw, 2.3rem) }
header p { margin: .5rem 0 0; color: var(--quiet) }
header .course { margin: 0 0 .25rem; font-weight: 600; font-size: .9rem; letter-spacing: .03em }
footer { border-top: 1px solid var(--line); margin-top: 3rem; padding-top: .75rem; color: var(--quiet); font-size: .875rem }
footer p { margin: 0 }

nav { font-size: .9rem; margin-bottom: 1.5rem }
nav h2 { font-size: .9rem; letter-spacing: 0; border: 0; padding: 0; margin: 0 0 .4rem; color: var(--quiet) }
nav ol { list-style: none; margin: 0; padding: 0 } nav ol ol { padding-left: .9rem }
nav a { display: block; padding: .2rem 0 .2rem .7rem; border-left: 2px solid var(--line); color: var(--ink); text-decoration: none; line-height: 1.35 }
nav a:hover { border-left-color: var(--accent); color: var(--accent) }

.handouts { list-style: none; padding: 0 } .handouts > li { margin-bottom: 2.5rem }
.handouts h2 { margin: 0 0 .3rem } .handouts > li > p { margin: .2rem 0; color: var(--quiet); font-size: .9rem }
.handouts ul { columns: 18rem; column-gap: 2rem; padding-left: 1.2rem; margin: .5rem 0; font-size: .95rem } .handouts h2 a { text-decoration: none }
.formats a { display: inline-block; margin-right: .5rem; padding: .05rem .6rem; border: 1px solid var(--line); border-radius: 1rem; text-decoration: none }

p, ul, ol, dl, blockquote, table, figure { margin: .8em 0 }
.prose > :is(p, ul, ol, dl, blockquote) { max-width: 44rem }
li > :is(ul, ol) { margin: .2em 0 }
blockquote { margin-left: 0; padding: .1rem 1rem; border-left: 4px solid var(--line); color: var(--quiet) }
hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0 }
img, svg[viewBox] { max-width: 100%; height: auto }
mark { background: light-dark(#fff3b0, #574500); color: inherit }
kbd { font: .85em var(--mono); border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 4px; padding: .1em .35em }
math { font-size: 1.1em } math[display="block"] { margin: .8em 0 }
.katex-block { overflow-x: auto; overflow-y: hidden; text-align: center }
.katex-error { color: var(--bad); font-family: var(--mono) }

code, pre, samp { font-family: var(--mono); font-size: .875rem; tab-size: 4 }
:is(h1, h2, h3, h4, h5, h6, nav, header) code { font-size: .92em }
.prose :not(pre) > code { background: var(--raised); border-radius: 4px; padding: .12em .3em; font-size: .88em; overflow-wrap: anywhere }
pre { margin: 0; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere }
.prose pre, .in pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .7rem .9rem; margin: .8em 0 }
code b { font-weight: inherit } code .c { color: var(--code-comment); font-style: italic } code .k { color: var(--code-keyword) } code .s { color: var(--code-string) }
code .n { color: var(--code-constant) } code .f { color: var(--code-function) } code .p { color: var(--code-parameter) }

.prose table { border-collapse: collapse; display: block; width: max-content; max-width: 100%; overflow-x: auto }
.prose :is(th, td) { border: 1px solid var(--line); padding: .35rem .7rem; text-align: left; vertical-align: top }
.prose th { background: var(--raised) }

.in { position: relative; margin: 1.2em 0 .4em }
.in pre { margin: 0; border-left: 3px solid var(--accent); padding-right: 4.6rem }
.count { position: absolute; top: .45rem; right: .7rem; font: .75rem/1.5 var(--mono); color: var(--quiet) }
.out { margin: .4em 0; padding: .2rem .9rem; border-left: 3px solid var(--line); contain: paint; overflow-x: auto }
.in + .out, .in + .fold { margin-top: .4em }
.out:has(+ .in) { margin-bottom: 1.4em }
.text pre { white-space: pre; overflow-wrap: normal }
.stderr { border-left: 3px double var(--warn) }
.error pre { white-space: pre-wrap; overflow-wrap: anywhere }
.error { border-left: 3px solid var(--bad); background: var(--bad-paper); padding-top: .5rem; padding-bottom: .5rem }
.label { display: block; font: 600 .75rem/1.5 var(--sans); color: var(--quiet) }
.stderr .label { color: var(--warn) } .error .label { color: var(--bad) }
.on-white > :is(img, svg) { background: #fff; color: #1f2328; color-scheme: light; border-radius: 4px }
.out > :first-child { margin-top: 0 } .out > :last-child { margin-bottom: 0 }
.plain table { border-collapse: collapse; font-size: .875rem }
.plain :is(th, td) { padding: .2rem .6rem; text-align: left; vertical-align: top }
.plain thead th { border-bottom: 1px solid var(--line) }
.teachers-only { display: block; border-left: 3px double var(--good); background: color-mix(in srgb, var(--good) 6%, transparent); margin: .8em 0; padding: .4rem .9rem }
.teachers-only > :last-child { margin-bottom: 0 }
.in .teachers-only { margin: .25rem -.9rem .25rem 0; padding: .1rem .9rem .2rem .7rem }
.teachers-only > .label { color: var(--good) }
.answer, .name-line { display: none }

@media screen and (max-width: 40rem) {
  .count { position: static; display: block; text-align: right }
  .in pre { padding-right: .9rem }
  .out svg[viewBox] { max-width: none }
}
details.fold { margin: .8em 0 } .out details.fold { margin: .2rem 0 0 }
.fold > summary { cursor: pointer; color: var(--accent); font-size: .875rem; padding: .15rem 0 }
.ansi-bold { font-weight: 700 } .ansi-faint { color: var(--quiet) } .ansi-italic { font-style: italic }
.ansi-underline { text-decoration: underline } .ansi-struck { text-decoration: line-through }
.ansi-underline.ansi-struck { text-decoration: underline line-through }
.ansi-ink { color: light-dark(oklch(from var(--ansi-ink) min(l, .48) c h), oklch(from var(--ansi-ink) max(l, .75) c h)) }
[class*="ansi-paper"] { background: color-mix(in srgb, var(--ansi-paper) 18%, var(--paper)); color: var(--ink) }
.ansi-inverse { background: var(--ink); color: var(--paper) }
`;
