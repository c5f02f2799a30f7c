const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

// Texts come from settings and from the database. None of them may become a tag of the page.
function escapeHtml(text) {
  return String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

function productItem({ name, cents }) {
  return `<li>${escapeHtml(name)}: ${(cents / 100).toFixed(2)}</li>`;
}

// products is undefined if the API is away; banner may be missing.
export function renderPage({ shopName, banner, products, servedBy }) {
  const name = escapeHtml(shopName);
  const offer = products
    ? `<ul>\n${products.map(productItem).join("\n")}\n</ul>`
    : `<p class="notice">Our products are not available at the moment. Please come back soon.</p>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${name}</title>
<style>
body { font-family: sans-serif; max-width: 40rem; margin: 2rem auto }
.banner { background: #fbe3f0; padding: 1rem }
</style>
${banner ? `<p class="banner">${escapeHtml(banner)}</p>\n` : ""}<h1>${name}</h1>
${offer}
<p>Served by ${escapeHtml(servedBy)}</p>
</html>
`;
}
