/** The walls of the house: who may import whom (see ARCHITECTURE.md). */

/** The rooms that every room may use. */
const ground = ["view", "errors"];

/** For each room, the rooms that it may import, the ground apart. */
const mayImport = {
  view: [],
  errors: [],
  cell: [],
  addresses: [],
  packets: [],
  kernel: ["cell"],
  sockets: ["cell"],
  osi: ["packets", "cell"],
  capture: ["cell", "packets"],
  course: ["cell", "addresses", "packets", "sockets", "osi", "capture"],
  runner: ["kernel"],
  handout: ["runner"],
  cli: ["kernel", "runner", "handout", "packets"],
};

/** Rooms whose interfaces (types only) may be imported too. */
const mayImportTypes = { osi: ["sockets", "capture"], capture: ["sockets"] };

/** What lies in lib/packets, from the ground up: each imports, types included, only from its own floor and those below. */
const packetFloors = [
  "(frame|bits|checksum|seq|slab|bytes-as-text|error)[.]ts$",
  "names/",
  "model/",
  "build/",
  "dissect/",
  "describe/",
  "(packet|protocol)[.]ts$",
  "fields/",
  "protocols/",
  "read[.]ts$",
  "files/",
  "flows/",
  "(define|public|index)[.]ts$",
];

const rooms = Object.keys(mayImport);
for (const room of rooms) {
  if (room !== "view") mayImport[room].push("view");
  if (!ground.includes(room)) mayImport[room].push("errors");
}

const walls = rooms.map((from) => {
  const closed = rooms.filter((to) => to !== from && !mayImport[from].includes(to));
  const typesToo = closed.filter((to) => !(mayImportTypes[from] ?? []).includes(to));
  return [
    {
      name: `wall-of-${from}`,
      severity: "error",
      comment: `lib/${from} may import ${mayImport[from].join(", ") || "no other room"}`,
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
    ...packetFloors.slice(0, -1).map((floor, i) => ({
      name: `packets-floor-${i}`,
      severity: "error",
      comment: "a folder of lib/packets imports only from those below it",
      from: { path: `^lib/packets/${floor}` },
      to: { path: `^lib/packets/(${packetFloors.slice(i + 1).join("|")})` },
    })),
    ...rooms.map((room) => ({
      name: `door-of-${room}`,
      severity: "error",
      comment: "across rooms only index.ts is imported",
      from: { path: "^lib/[^/]+/", pathNot: `^lib/${room}/` },
      to: { path: `^lib/${room}/(?!index\\.ts$)` },
    })),
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
