// A sign for each category, drawn with few strokes so that it is told apart in the sun.

const strokes: Readonly<Record<string, string>> = {
  water: 'M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z',
  power: 'M13 2 5 14h6l-1 8 9-13h-7z',
  gas: 'M12 2c1 4 5 6 5 11a5 5 0 0 1-10 0c0-2 1-3 2-4 0 2 1 3 2 3 1-3-1-6 1-10z',
  heat: 'M6 4v16M12 4v16M18 4v16M3 8h18M3 16h18',
  utility: 'M14 6a4 4 0 0 1 5-1l-3 3 1 2 2 1 3-3a4 4 0 0 1-5 5l-8 8-3-3 8-8a4 4 0 0 1 0-4z',
  environment: 'M4 20c0-9 5-15 16-16 0 11-5 16-13 15M4 20c2-5 6-8 10-10',
  sanitation: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10 11v5M14 11v5',
  traffic: 'M8 2h8v20H8zM12 6v.01M12 12v.01M12 18v.01',
  cityAppearance: 'M3 21h18M5 21V9l5-3v15M10 21V3h9v18M14 7h1M14 11h1M14 15h1',
  publicService: 'M12 3 3 8h18zM5 8v10M10 8v10M14 8v10M19 8v10M3 21h18',
  neighbour:
    'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 20c0-4 3-6 6-6s5 2 6 6M13 14c4-1 8 2 9 6',
  noise: 'M4 9v6h4l6 5V4L8 9zM17 9c1 2 1 4 0 6M20 6c3 4 3 8 0 12',
  clutter: 'M3 13h8v8H3zM13 13h8v8h-8zM8 3h8v8H8z',
  leak: 'M4 3h16v5H4zM8 8v3M16 8v2M8 14c1 2 2 3 2 4a2 2 0 0 1-4 0c0-1 1-2 2-4zM16 13c1 2 2 3 2 4a2 2 0 0 1-4 0c0-1 1-2 2-4z',
  boundary: 'M3 8l9-5 9 5v13H3zM12 3v18',
  general: 'M4 4h16v12H9l-5 4zM8 9h8M8 12h5',
};

export const CategorySign = ({ category }: { category: string }) => (
  <svg
    width="30"
    height="30"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={strokes[category] ?? strokes.general} />
  </svg>
);
