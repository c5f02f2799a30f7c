import { once } from "node:events";

// Gives back a function that closes the server: no new connections, but every open request gets its answer.
export function prepareClosing(server) {
  // Browsers open connections in advance. server.close() would wait for them, although nothing was asked on them.
  const silent = new Set();
  server.on("connection", (socket) => {
    silent.add(socket);
    socket.once("close", () => silent.delete(socket));
  });
  server.on("request", (request) => silent.delete(request.socket));

  return async function close() {
    server.close();
    for (const socket of silent) socket.destroy();
    await once(server, "close");
  };
}
