/** The logo in JupyterLab's launcher: two hosts and the wire between them, in the brackets of a cell. */
export const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64" role="img">
  <title>netcell</title>
  <rect x="2" y="2" width="60" height="60" rx="10" fill="#3178c6"/>
  <g fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">
    <path d="M18 14h-6v36h6M46 14h6v36h-6"/>
    <path d="M28 26l8 12"/>
  </g>
  <circle cx="25" cy="22" r="6" fill="#fff"/>
  <circle cx="39" cy="42" r="6" fill="#fff"/>
</svg>
`;
