// A stylesheet has no types of its own; without this, importing it for its effect does not compile under
// `noUncheckedSideEffectImports`.
// oxlint-disable-next-line unicorn/require-module-specifiers -- a module that gives nothing
export {}
