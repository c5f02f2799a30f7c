export default (shop) => ({
  'POST /send': async () => {
    await shop.sleep(300);
    return { sent: true };
  },
});
