// A stylesheet has no types of its own; without this, importing it for its effect does not compile under
// `noUncheckedSideEffectImports`.
export {}
