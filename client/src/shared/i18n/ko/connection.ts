export const connection = {
  connecting: '연결하고 있어요…',
  reconnecting: '연결이 끊겼어요. 다시 연결하고 있어요…',
  offline: '인터넷에 연결되어 있지 않아요. 쓴 글은 다시 연결되면 보낼게요.',
};
