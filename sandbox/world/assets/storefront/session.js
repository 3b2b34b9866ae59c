// What this browser remembers of its visitor.

/** A random UUID (version 4); randomUUID itself exists only on https and localhost. */
function randomUuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

const kept = (key) => localStorage.getItem(`shop.${key}`) ?? "";

function keep(key, value) {
  if (value) localStorage.setItem(`shop.${key}`, value);
  else localStorage.removeItem(`shop.${key}`);
}

export const session = {
  get token() { return kept("token"); },
  get refreshToken() { return kept("refreshToken"); },
  get email() { return kept("email"); },
  get channel() { return kept("channel"); },
  set channel(slug) { keep("channel", slug); },
  get visitorId() {
    if (!kept("visitor")) keep("visitor", randomUuid());
    return kept("visitor");
  },
  checkoutId(channel) { return kept(`checkout.${channel}`); },
  keepCheckout(channel, id) { keep(`checkout.${channel}`, id); },
  signedIn(email, token, refreshToken) {
    keep("email", email);
    keep("token", token);
    keep("refreshToken", refreshToken);
  },
  signedOut() {
    keep("token", "");
    keep("refreshToken", "");
  },
};
