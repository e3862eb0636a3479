package topic

import "testing"

func TestCheck(t *testing.T) {
	for _, err := range CAP().Check("en") {
		t.Error(err)
	}
}
