/* The wall shows the figures anew every five minutes; nobody is there to press a key. */
setTimeout(() => location.reload(), 5 * 60 * 1000);
