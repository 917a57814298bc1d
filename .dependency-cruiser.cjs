/** The walls of the house: who may import whom (see README, "How the code is laid out"). */
const folders = [
  "words",
  "cell",
  "addresses",
  "packets",
  "kernel",
  "sockets",
  "osi",
  "simnet",
  "capture",
  "course",
  "runner",
  "handout",
  "cli",
];

/** For each folder, the folders it may import besides itself. */
const mayImport = {
  words: [],
  cell: ["words"],
  addresses: ["words", "cell"],
  packets: ["words"],
  kernel: ["cell"],
  sockets: ["words", "cell"],
  osi: ["packets", "cell"],
  simnet: ["packets", "addresses"],
  capture: ["cell", "packets"],
  course: ["cell", "addresses", "packets", "sockets", "osi", "simnet", "capture"],
  runner: ["kernel"],
  handout: ["runner"],
  cli: ["kernel", "runner", "handout", "packets"],
};

/** Folders whose interfaces (types only) may be imported besides. */
const mayImportTypes = { osi: ["sockets", "capture"], simnet: ["sockets"], capture: ["sockets"] };

const walls = folders.map((from) => {
  const closed = folders.filter((to) => to !== from && !mayImport[from].includes(to));
  const typesToo = closed.filter((to) => !(mayImportTypes[from] ?? []).includes(to));
  return [
    {
      name: `wall-of-${from}`,
      severity: "error",
      comment: `lib/${from} may import ${mayImport[from].join(", ") || "no other folder"}`,
      from: { path: `^lib/${from}/` },
      to: { path: `^lib/(${typesToo.join("|")})/` },
    },
    ...(mayImportTypes[from] ?? []).map((to) => ({
      name: `${from}-knows-only-types-of-${to}`,
      severity: "error",
      from: { path: `^lib/${from}/` },
      to: { path: `^lib/${to}/`, dependencyTypesNot: ["type-only"] },
    })),
  ];
});

module.exports = {
  forbidden: [
    ...walls.flat(),
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "cells-stay-light",
      severity: "error",
      comment: "what a cell imports loads nothing of the second wing",
      from: { path: "^lib/index\\.ts$" },
      to: { path: "^lib/(kernel|runner|handout|cli)/", reachable: true },
    },
    {
      name: "not-declared",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown", "undetermined"] },
    },
    {
      name: "no-dev-dependency-in-lib",
      severity: "error",
      from: { path: "^lib/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
