// What this browser remembers of its visitor.

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
  get consent() { return kept("consent"); },
  set consent(answer) { keep("consent", answer); },
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
