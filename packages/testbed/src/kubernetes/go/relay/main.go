// Lets processes outside of a network namespace reach ports of its loopback interface: unix sockets cross it, and who may
// open the file may connect. A connection begins with the port, as two bytes (big-endian).
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"sync"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: relay SOCKET")
		os.Exit(2)
	}
	listener, err := net.Listen("unix", os.Args[1])
	if err == nil {
		err = os.Chmod(os.Args[1], 0o600)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for {
		connection, err := listener.Accept()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		go relay(connection.(*net.UnixConn))
	}
}

func relay(outside *net.UnixConn) {
	defer outside.Close()
	var port uint16
	if err := binary.Read(outside, binary.BigEndian, &port); err != nil {
		return
	}
	connection, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(int(port))))
	if err != nil {
		return
	}
	inside := connection.(*net.TCPConn)
	defer inside.Close()
	var both sync.WaitGroup
	both.Add(2)
	go func() {
		defer both.Done()
		io.Copy(inside, outside)
		inside.CloseWrite()
	}()
	go func() {
		defer both.Done()
		io.Copy(outside, inside)
		outside.CloseWrite()
	}()
	both.Wait()
}
