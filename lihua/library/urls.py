from django.urls import path

from lihua.library.views import boards, picking

app_name = "library"

urlpatterns = [
    path("boards", boards.boards, name="boards"),
    path("boards/new", boards.create, name="create"),
    path("boards/saved", boards.saved, name="saved"),
    path("boards/order", boards.order_boards, name="order_boards"),
    path("boards/saved-state", picking.saved_state, name="saved_state"),
    path("boards/pick/<int:work_id>", picking.pick, name="pick"),
    path("boards/pick/<int:work_id>/new", picking.pin_to_new, name="pin_to_new"),
    path("boards/pick/<int:work_id>/saved", picking.mark, name="mark"),
    path("boards/on/<int:work_id>", picking.on_work, name="on_work"),
    path("@<str:handle>/boards", boards.of_person, name="of_person"),
    path("boards/<int:pk>", boards.board, name="board"),
    path("boards/<int:pk>/edit", boards.edit, name="edit"),
    path("boards/<int:pk>/delete", boards.delete, name="delete"),
    path("boards/<int:pk>/first", boards.put_first, name="put_first"),
    path("boards/<int:pk>/order", boards.order, name="order"),
    path("boards/<int:pk>/pin/<int:work_id>", picking.pin, name="pin"),
    path("boards/<int:pk>/unpin/<int:work_id>", picking.unpin, name="unpin"),
    path("boards/<int:pk>/note/<int:work_id>", boards.note, name="note"),
    path("boards/<int:pk>/move/<int:work_id>/<slug:way>", boards.move, name="move"),
]
