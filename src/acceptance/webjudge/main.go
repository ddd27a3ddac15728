// webjudge is Prometheus' exporter-toolkit as a program: it says which web files it takes, and serves with one.
//
//	webjudge validate FILE...
//	webjudge serve FILE ADDRESS
package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"

	"github.com/prometheus/exporter-toolkit/web"
)

func main() {
	switch {
	case len(os.Args) > 2 && os.Args[1] == "validate":
		validate(os.Args[2:])
	case len(os.Args) == 4 && os.Args[1] == "serve":
		serve(os.Args[2], os.Args[3])
	default:
		fmt.Fprintln(os.Stderr, "webjudge validate FILE... | webjudge serve FILE ADDRESS")
		os.Exit(2)
	}
}

func validate(files []string) {
	for _, file := range files {
		if err := web.Validate(file); err != nil {
			fmt.Printf("%s refused\n", file)
		} else {
			fmt.Printf("%s taken\n", file)
		}
	}
}

func serve(file, address string) {
	addresses, systemd := []string{address}, false
	flags := &web.FlagConfig{WebListenAddresses: &addresses, WebSystemdSocket: &systemd, WebConfigFile: &file}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, "judged")
	})}
	logger := slog.New(slog.NewTextHandler(os.Stdout, nil))
	if err := web.ListenAndServe(server, flags, logger); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
