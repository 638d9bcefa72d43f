package io.github.serviceconnector.postgresql.sample;

import java.time.InstantSource;
import java.util.List;

import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page. Every change is a form that is posted and answered with a redirect, so that
 * it works without scripts; the fragment of the redirect puts the keyboard's focus back.
 */
@Controller
class TodoController {

	private final TodoRepository todos;

	private final ConnectionInspector connection;

	private final InstantSource clock;

	TodoController(TodoRepository todos, ConnectionInspector connection, InstantSource clock) {
		this.todos = todos;
		this.connection = connection;
		this.clock = clock;
	}

	@GetMapping("/")
	ModelAndView show() {
		return page(HttpStatus.OK).addObject(new TodoForm(""));
	}

	@PostMapping("/")
	ModelAndView add(@Valid TodoForm form, BindingResult errors) {
		if (errors.hasErrors()) {
			return page(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		this.todos.add(form.title());
		return new ModelAndView("redirect:/#title");
	}

	@PostMapping("/todos/{id}")
	String setDone(@PathVariable long id, @RequestParam boolean done) {
		this.todos.setDone(id, done);
		return "redirect:/#todo-{id}";
	}

	@PostMapping("/todos/{id}/delete")
	String delete(@PathVariable long id) {
		this.todos.delete(id);
		return "redirect:/#todos";
	}

	private ModelAndView page(HttpStatus status) {
		List<Todo> all = this.todos.findAll();
		ModelAndView page = new ModelAndView("todos");
		page.setStatus(status);
		page.addObject("todos", all);
		page.addObject("done", all.stream().filter(Todo::done).count());
		page.addObject("connection", this.connection.inspect());
		page.addObject("now", this.clock.instant());
		return page;
	}

}
